import type * as english from "../en/customer.ts";

function some(count: number): string {
  return count.toLocaleString("vi");
}

export const customer: typeof english.customer = {
  title: "Khách",
  intro: "Mọi chuyện đã xảy ra với một người, ở mọi flow.",
  search: "ID, số điện thoại, tên, e-mail, mã đơn…",
  searchWhy: "Số điện thoại viết kiểu nào cũng được, tên có dấu hay không dấu đều được.",
  find: "Tìm",
  runs: "Lượt chạy",
  refusals: "Request bị từ chối",
  noRuns: "Không lượt chạy nào có nội dung này.",
  noRefusals: "Không request bị từ chối nào có nội dung này.",
  none: "Không còn lưu gì về người này.",
  times: (count) => `${count} lần`,
  older: "Cũ hơn",
  erase: "Xóa dữ liệu đang lưu",
  eraseBy:
    "Muốn xóa dữ liệu đang lưu, hãy tìm theo ID, số điện thoại hoặc e-mail; không xóa theo tên được.",
  eraseTitle: "Xóa dữ liệu đang lưu về người này",
  eraseWhat: (runs, refusals, deliveries) =>
    `${some(runs)} lượt chạy, ${some(refusals)} request bị từ chối và ${some(deliveries)} request gần đây sẽ mất phần dữ liệu này. Lượt chạy vẫn còn trạng thái và thời gian.`,
  eraseNothing: "Không có gì đang lưu khớp chính xác nội dung này.",
  eraseExact:
    "Chỉ khớp chính xác: ID, số điện thoại hoặc e-mail. Tên thì có thể trùng nhiều người.",
  eraseForEver: "Không hoàn tác được, và đã xóa thì không chạy lại được.",
  eraseType: "Gõ lại để xác nhận",
  eraseDo: "Xóa vĩnh viễn",
  erased: "Đã xóa.",
  erasures: "Các lần xóa đã ghi lại",
  erasuresNone: "Chưa xóa lần nào.",
  erasedRuns: (runs, refusals) => `${some(runs)} lượt chạy, ${some(refusals)} request bị từ chối`,
  look: "Đang xem sẽ xóa những gì…",
};
