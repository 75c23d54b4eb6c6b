import type * as english from "../en/connections.ts";

export const connections: typeof english.connections = {
  title: "Kết nối",
  states: { closed: "Hoạt động", open: "Đang hỏng", half_open: "Đang thử lại" },
  stateWhy: {
    closed: "Các lời gọi vẫn đi.",
    open: "Lỗi nhiều lần nên tạm ngừng gọi một lúc; các lời gọi phải chờ.",
    half_open: "Một lời gọi đi trước xem đã ổn chưa.",
  },
  next: "Thử lại lúc",
  pause: "Bên kia yêu cầu tạm ngừng đến",
  rate: "Giới hạn tốc độ",
  noRate: "không giới hạn",
  perSecond: (_, shown) => `${shown} lời gọi mỗi giây`,
  used: "Đã gọi trong giây qua",
  waiting: "Lời gọi đang chờ",
  flows: "Dùng trong",
  noFlows: "chưa flow nào dùng",
  test: "Kiểm tra",
  testing: "Đang kiểm tra…",
  testWhy: "Gọi thử một lần, không thay đổi gì và không gửi cho ai.",
  notTestable: "Nền tảng này không có lời gọi nào vô hại để thử.",
  well: (duration) => `Có trả lời, sau ${duration}.`,
  ill: "Không hoạt động:",
  empty: "Chưa có kết nối nào.",
  emptyTodo: "Khai báo bot hoặc nền tảng khác ở mục connections trong ahaflow.yaml.",
};
