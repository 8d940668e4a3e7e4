export { type CollectorParts, createCollector } from './app.ts';
export { type Asset, type Assets, asset } from './assets.ts';
export { readKeys, writeKeys } from './cli/keys-file.ts';
export { stopOnSignal } from './cli/serve.ts';
export { createIntake, type Intake } from './intake/queue.ts';
export { createKey, hashKey } from './keys.ts';
export { type KnownProgram, revise } from './program/known.ts';
export { createMemo } from './reading/counts/memo.ts';
export { createReadingStore } from './reading/counts/reading-store.ts';
export { readScores } from './reading/scores/scores.ts';
export { type Serving, serve } from './serve.ts';
export { readSettings, SettingError, type Settings } from './settings.ts';
export { openStore, storeName } from './store/open-store.ts';
export { openSqliteStore } from './store/sqlite/open.ts';
export {
  type AuditEntry,
  type Batch,
  type Claim,
  type ClaimBasis,
  type Exclusion,
  type IncomingResponse,
  type KeptResponse,
  type KeyRecord,
  type ListedResponse,
  type Moment,
  type Outcome,
  type Page,
  type RejectedInput,
  type Store,
  type StoredText,
  StoreUnavailable,
} from './store/store.ts';
