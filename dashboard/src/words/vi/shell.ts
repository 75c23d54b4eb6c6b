import type * as english from "../en/shell.ts";

export const nav: typeof english.nav = {
  overview: "Tổng quan",
  runs: "Lượt chạy",
  failures: "Lỗi",
  flows: "Flow",
  deliveries: "Request",
  connections: "Kết nối",
  customer: "Khách",
  reloads: "Tải lại",
};

export const shell: typeof english.shell = {
  skip: "Đến phần nội dung",
  menu: "Menu",
  navigation: "Các trang",
  language: "Ngôn ngữ",
  theme: "Giao diện",
  themes: { auto: "Theo hệ thống", light: "Sáng", dark: "Tối" },
  live: { off: "Tạm dừng", connecting: "Đang kết nối", live: "Trực tiếp", lost: "Mất kết nối" },
  simulated: "Giả lập",
  simulatedWhy: "Mọi kết nối đều trỏ đến trình giả lập: không khách nào nhận được gì.",
  readOnly: "Chỉ xem",
  readOnlyWhy: "Trang này không thay đổi được gì: daemon được khởi động như vậy.",
  logOut: "Đăng xuất",
  login: {
    title: "Đăng nhập",
    token: "Token quản trị",
    hint: "Là giá trị AHAFLOW_ADMIN_TOKEN khi khởi động daemon.",
    wrong: "Token không đúng.",
    tooMany: "Sai token quá nhiều lần. Chờ một phút.",
    submit: "Đăng nhập",
  },
  notFound: { title: "Không có trang này", back: "Về các lượt chạy" },
  moved: "Trang này trên máy chủ đã đổi. Hãy tải lại.",
};

export const common: typeof english.common = {
  loading: "Đang tải…",
  more: "Tải thêm",
  retry: "Thử lại",
  cancel: "Hủy",
  close: "Đóng",
  copy: "Sao chép",
  copied: "Đã sao chép",
  none: "không có",
  now: "bây giờ",
  search: "Tìm",
  noAnswer: "Daemon không trả lời. Daemon có đang chạy không?",
  inZone: (time, zone) => `${time} (${zone})`,
  opensNew: "mở cửa sổ mới",
};
