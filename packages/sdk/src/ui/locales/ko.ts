import type { Phrases } from './words.ts';

export const ko: Phrases = {
  close: '닫기',
  next: '다음',
  send: '보내기',
  skip: '건너뛰기',
  later: '나중에',
  kept: '답변은 이 기기에 보관되었다가 나중에 전송됩니다.',
  very: '매우 실망할 것 같습니다',
  somewhat: '조금 실망할 것 같습니다',
  not: '실망하지 않을 것 같습니다',
  up: '좋아요',
  down: '싫어요',
  of: '{most}점 중 {n}점',
  atMost: '최대 {n}개 선택',
};
