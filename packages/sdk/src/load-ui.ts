/** The only way to what draws and sends: a chunk of its own, requested when there is something to show or to send. */
export const loadUi = () => import('./ui/show.ts');
