import type { Phrases } from './words.ts';

export const vi: Phrases = {
  close: 'Đóng',
  next: 'Tiếp theo',
  send: 'Gửi',
  skip: 'Bỏ qua',
  later: 'Để sau',
  kept: 'Câu trả lời của bạn được lưu trên thiết bị này và sẽ được gửi sau.',
  very: 'Rất thất vọng',
  somewhat: 'Hơi thất vọng',
  not: 'Không thất vọng',
  up: 'Thích',
  down: 'Không thích',
  of: '{n} trên {most}',
  atMost: 'Chọn tối đa {n}',
};
