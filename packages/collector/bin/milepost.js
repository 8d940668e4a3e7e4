#!/usr/bin/env -S node --max-semi-space-size=4
// Young objects get little room: memory stays low under load, and answers are not slower for it.
// The version is checked before anything is imported: the SQLite driver crashes an older Node without a word.
if (Number(process.versions.node.split('.')[0]) < 22) {
  console.error(`milepost needs Node 22 or newer; this is Node ${process.versions.node}.`);
  process.exit(1);
}
// Compiled code is kept from one start to the next.
await import('node:module').then(({ enableCompileCache }) => enableCompileCache?.());
await import('../dist/main.js');
