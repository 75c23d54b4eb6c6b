import type * as english from "../en/overview.ts";

export const overview: typeof english.overview = {
  title: "Tổng quan",
  now: "Lúc này",
  working: "Đang chạy",
  turn: "Chờ đến lượt",
  rest: "Đang chờ việc khác",
  lastHour: "1 giờ qua",
  lastDay: "24 giờ qua",
  accepted: "Đã nhận",
  succeeded: "Thành công",
  failed: "Lỗi",
  cancelled: "Đã hủy",
  curves: "Lượt chạy theo thời gian",
  perMinute: "mỗi phút",
  perTenMinutes: "mỗi 10 phút",
  oldest: "Chờ lâu nhất",
  oldestSince: "từ",
  trouble: "Cần xem",
  allWell: "Không có gì đáng lo: mọi kết nối đều hoạt động, flow trong thư mục đều đang chạy.",
  circuit: (name) => `Kết nối ${name} đang hỏng: các lời gọi phải chờ.`,
  circuitTesting: (name) => `Kết nối ${name} vừa hỏng; đang thử một lời gọi xem đã ổn chưa.`,
  circuitNext: "Thử lại lúc:",
  reloadFailed: (count) => `Lần sửa file gần nhất có ${count} lỗi: các flow cũ vẫn chạy.`,
  reloadSee: "Xem lỗi ở đâu",
  failedDay: (count) => `${count} lượt chạy bị lỗi trong 24 giờ qua.`,
  failedSee: "Xem nguyên nhân theo nhóm",
};

export const firstFlow: typeof english.firstFlow = {
  title: "Flow đầu tiên, trong ba bước",
  make: "Lưu đoạn này thành flows/hello.yaml trong thư mục mà daemon theo dõi:",
  live: "Một lát sau flow hoạt động ngay, không cần khởi động lại. (Nếu chưa, trang Tải lại cho biết sai ở đâu.)",
  send: "Gửi webhook đến flow:",
  see: "Lượt chạy hiện ra ở trang Lượt chạy, từng bước một, kèm tin khách nhận được.",
  more: "Muốn có cả dự án với bot, test và CI: dùng lệnh ahaflow init.",
  waiting: "Khi có flow, trang này tự chuyển sang tổng quan.",
};
