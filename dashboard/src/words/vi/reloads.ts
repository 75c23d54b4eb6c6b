import type * as english from "../en/reloads.ts";

export const reloads: typeof english.reloads = {
  title: "Tải lại",
  intro:
    "Những thay đổi trong thư mục từ khi daemon khởi động. Sửa sai không bao giờ làm hỏng flow đang chạy.",
  live: "Đã áp dụng",
  refused: "Bị từ chối",
  causes: {
    start: "lúc khởi động",
    watch: "file thay đổi",
    signal: "do SIGHUP",
    api: "theo yêu cầu",
  },
  flows: (count) => `${count} flow`,
  added: "Mới",
  changed: "Đã sửa",
  removed: "Đã bỏ",
  nothing: "Không flow nào thay đổi.",
  commit: "Commit",
  dirty: "có thay đổi chưa commit",
  took: "mất",
  mistakes: (count) => `${count} lỗi`,
  warnings: (count) => `${count} cảnh báo`,
  before: "Các flow cũ vẫn chạy.",
  reload: "Đọc lại thư mục ngay",
  on: (node) => `trên ${node}`,
  unanswered: (nodes) => `Chưa trả lời kịp: ${nodes}.`,
  error: "Lỗi",
  warning: "Cảnh báo",
  at: (line, column) => `dòng ${line}, cột ${column}`,
};
