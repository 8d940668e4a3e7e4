// Preloaded into a collector as the negative control: its store then syncs less than it should.
import Database from 'better-sqlite3';

const weaken = (text) => text.replace(/(synchronous\s*=\s*)FULL/i, '$1NORMAL');
for (const name of ['pragma', 'exec', 'prepare']) {
  const original = Database.prototype[name];
  Database.prototype[name] = function (text, ...rest) {
    return original.call(this, weaken(text), ...rest);
  };
}
