/**
 * What is seldom needed, loaded when it is: no survey in a browser of today waits for it, unless it uses any of it.
 */
export { localise, recall, shuffled, verdictsOf as explain } from '@milepost/engine';
export { acceptable } from './asking/acceptable.ts';
export { createClearView } from './asking/clear-view.ts';
export { inline } from './asking/inline.ts';
export { preview } from './asking/preview.ts';
export { takeByWord } from './asking/take-by-word.ts';
export { forget, sent } from './sending/copies.ts';
export { loadPhrases } from './ui/languages.ts';
export { rows } from './ui/questions/rows.ts';
