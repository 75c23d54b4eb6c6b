import type * as english from "../en/deliveries.ts";

export const deliveries: typeof english.deliveries = {
  title: "Request",
  intro:
    "Các request mới nhất gửi đến webhook, và kết quả của từng cái. Được giữ trong bộ nhớ cho đến khi daemon khởi động lại.",
  accepted: "Đã nhận",
  refused: "Bị từ chối",
  allOutcomes: "Đã nhận và bị từ chối",
  outcome: "Kết quả",
  allFlows: "Mọi flow",
  flow: "Flow",
  noFlow: "không flow nào nhận ở đây",
  unmasked: "Hiện tên và số thật",
  unmaskedWhy: "Tên, số điện thoại và ID là dữ liệu giả cho đến khi bạn yêu cầu xem thật.",
  newOnes: (count, orMore) => `${count}${orMore ? "+" : ""} request mới: xem`,
  time: "Lúc",
  run: "Đến lượt chạy",
  why: "Vì sao bị từ chối",
  body: "Nội dung gửi đến",
  whole: "Toàn bộ request, cả header",
  noBody: "Không có nội dung nào xem được.",
  keep: "Lưu làm dữ liệu mẫu",
  keepTitle: "Lưu request này làm dữ liệu mẫu",
  keepWhy: "Lưu đoạn này vào thư mục flow rồi commit. Trang này không ghi file nào.",
  keepMasked: "Dữ liệu cá nhân trong đó là giả.",
  keepUnmasked: "Dữ liệu cá nhân trong đó là thật: sẽ nằm mãi trong git. Nên lưu bản đã che.",
  keepNamed: "Sau đó khai báo trong flow: on.webhook.sample.",
  empty: "Chưa có request nào từ khi daemon khởi động.",
  emptyTodo:
    "Cho AhaChat, hoặc lệnh curl của bạn, gọi địa chỉ của một flow: request hiện ra ở đây ngay.",
  noneFound: "Không có request nào khớp bộ lọc.",
};
