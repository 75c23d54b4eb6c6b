import type * as english from "../en/states.ts";

export const states: typeof english.states = {
  queued: "Chờ đến lượt",
  running: "Đang chạy",
  waiting: "Đang chờ",
  succeeded: "Thành công",
  failed: "Lỗi",
  cancelled: "Đã hủy",
  skipped: "Bỏ qua",
};

export const kinds: typeof english.kinds = {
  uses: "Hành động",
  switch: "Rẽ nhánh",
  for_each: "Lặp",
  parallel: "Song song",
  wait: "Chờ",
  call: "Gọi flow khác",
  respond: "Phản hồi",
  set: "Gán giá trị",
  stop: "Dừng",
};

export const sources: typeof english.sources = {
  webhook: "Webhook",
  schedule: "Theo lịch",
  manual: "Chạy tay",
  call: "Flow khác gọi",
  replay: "Chạy lại",
};
