/** The only way to what draws and sends: a chunk of its own, requested when there is something to show or to send. */
export const loadSurveys = () => import('./asking/surveys.ts');
/** Likewise to what happens without a call in the host's code, requested when there is any of it. */
export const loadAutomatic = () => import('./automatic/automatic.ts');
