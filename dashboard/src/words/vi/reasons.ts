import type * as english from "../en/reasons.ts";

export const reasons: typeof english.reasons = {
  outside_window: {
    name: "Quá 24 giờ",
    what: "Khách nhắn lần cuối đã hơn 24 giờ trước, nên nền tảng không nhận tin gửi đi.",
    todo: "Chạy lại vẫn lỗi cho đến khi khách nhắn. Hãy gọi điện, gửi SMS, email hoặc Zalo; trong flow, bắt outside_window rồi gửi qua kênh khác.",
  },
  user_unavailable: {
    name: "Không gửi được cho khách",
    what: "Khách đã chặn trang hoặc khóa tài khoản.",
    todo: "Chạy lại không giúp được gì. Liên hệ bằng cách khác, nếu khách còn muốn.",
  },
  not_found: {
    name: "Không tìm thấy",
    what: "Bên kia không biết khách, block hoặc địa chỉ này.",
    todo: "Xem input của bước: ID hay số điện thoại có đúng không, có phải của bot này không? Sửa rồi chạy tiếp với dữ liệu đã sửa.",
  },
  invalid_request: {
    name: "Bị từ chối vì sai",
    what: "Bên kia từ chối những gì đã gửi, hoặc không tạo được input của bước.",
    todo: "Xem thông báo và input của bước. Payload sai: chạy tiếp với dữ liệu đã sửa. Flow sai: sửa trong git, rồi chạy lại từ bước này.",
  },
  bad_credentials: {
    name: "Sai token",
    what: "Bên kia không nhận token của kết nối.",
    todo: "Đặt token đúng vào biến môi trường rồi tải lại hoặc khởi động lại. Sau đó chạy lại hàng loạt các lượt này.",
  },
  forbidden: {
    name: "Không được phép",
    what: "Token đúng nhưng không có quyền làm việc này, hoặc trang bị chặn vì lạm dụng.",
    todo: "Xem quyền của token và tình trạng của trang trong Meta Business. Sau đó chạy lại.",
  },
  rate_limited: {
    name: "Gọi quá nhiều",
    what: "Bên kia không nhận thêm lời gọi, dù đã thử hết số lần.",
    todo: "Chạy lại khi bớt đông. Nếu hay gặp, giảm rate_limit của kết nối.",
  },
  unavailable: {
    name: "Bên kia bị sập",
    what: "Bên kia báo lỗi của chính họ hoặc không trả lời, dù đã thử hết số lần.",
    todo: "Chờ kết nối hoạt động lại, rồi chạy lại hàng loạt các lượt này.",
  },
  timeout: {
    name: "Chờ quá lâu",
    what: "Lời gọi đã đi mà không có phản hồi. Có thể bên kia đã nhận.",
    todo: "Xem khách đã nhận chưa rồi hãy chạy lại từ bước này: khách có thể nhận hai lần.",
  },
  circuit_open: {
    name: "Kết nối tạm ngắt",
    what: "Sau nhiều lần lỗi, kết nối này ngừng gọi một lúc.",
    todo: "Kết nối tự thử lại. Khi đã ổn, chạy lại hàng loạt các lượt này.",
  },
  interrupted: {
    name: "Bị gián đoạn",
    what: "Daemon tắt giữa lúc đang gọi. Có thể bên kia đã nhận.",
    todo: "Xem khách đã nhận chưa rồi hãy chạy lại từ bước này: khách có thể nhận hai lần.",
  },
  cancelled: {
    name: "Đã hủy",
    what: "Có người hủy, hoặc lượt đã gọi nó kết thúc rồi.",
    todo: "Vẫn cần làm thì chạy lại.",
  },
};

export const ends: typeof english.ends = {
  stopped: {
    name: "Flow tự dừng",
    what: "Một bước stop của flow cho lượt này kết thúc là lỗi.",
    todo: "Lý do nằm ở thông báo. Sửa điều nó nêu rồi chạy lại; nếu flow dừng quá sớm thì sửa flow.",
  },
  dropped: {
    name: "Bị bỏ qua",
    what: "Các lượt khác cùng khóa concurrency đã chiếm hết chỗ, và flow bỏ qua lượt đến lúc đó (when_full: drop).",
    todo: "Nếu flow cố ý như vậy thì không cần làm gì. Nếu không, đổi sang when_full: queue hoặc tăng limit, rồi chạy lại.",
  },
  superseded: {
    name: "Lượt mới hơn đã thay",
    what: "Một lượt mới hơn cùng khóa concurrency cho lượt này kết thúc, đúng như flow quy định (when_full: restart).",
    todo: "Nếu flow cố ý như vậy thì không cần làm gì: thông báo ghi rõ lượt mới hơn. Nếu không, đổi sang when_full: queue hoặc tăng limit, rồi chạy lại.",
  },
  flow_timeout: {
    name: "Flow hết thời gian",
    what: "Lượt chạy lâu hơn timeout của flow, tính cả thời gian chờ.",
    todo: "Xem bước nào tốn thời gian. Chạy lại từ bước đó, hoặc tăng timeout trong flow.",
  },
};
