/** The way to what is seldom needed, for the part that asks: a module belongs to one chunk, so each has its own. */
export const loadSeldom = () => import('./seldom.ts');
