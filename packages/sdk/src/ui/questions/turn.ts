import type { DismissReason } from '@milepost/protocol';
import type { Step, Value } from '../../api.ts';
import type { Aids } from '../../asking/prepare.ts';
import type { Words } from '../locales/words.ts';

/** What a question is given for its turn: what to draw, and what a person can do about it. */
export interface Turn {
  question: Step;
  words: Words;
  rtl: boolean;
  aids: Aids | null;
  /** Answers by a tap on an option, which stays on show for a moment. */
  choose(value: number | string, option: Element): void;
  /** Answers; null skips. */
  answer(value: Value, other?: string): void;
  advance(): void;
  dismiss(reason: DismissReason): void;
}
