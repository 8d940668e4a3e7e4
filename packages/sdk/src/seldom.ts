/**
 * What is seldom needed, loaded when it is: no survey in a browser of today waits for it, unless it uses any of it.
 */
export { localise, recall, shuffled } from '@milepost/engine';
export { createClearView } from './asking/clear-view.ts';
export { takeByWord } from './asking/take-by-word.ts';
export { ways } from './asking/ways.ts';
export { loadWords } from './ui/languages.ts';
export { message } from './ui/questions/message.ts';
export { pictures } from './ui/questions/pictures.ts';
export { rows } from './ui/questions/rows.ts';
export { default as seldomStyle } from './ui/questions/seldom.css?inline';
