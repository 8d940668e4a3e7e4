import { type CollectorClient, createCollectorClient, type TestCollector } from '@milepost/testkit';
import { createKey, hashKey } from '../keys.ts';
import { openStore } from '../store/open-store.ts';
import type { KeyKind } from '../store/store.ts';

/** A key of a project of a collector, with all scopes unless some are given. */
export async function addKey(
  { store: setting, clock }: TestCollector,
  { project = 'default', kind = 'secret' as KeyKind, scopes = ['*'] as readonly string[] } = {},
): Promise<string> {
  const key = createKey(kind);
  const store = await openStore(setting, clock);
  await store.ensureProject(project, project);
  await store.addKey({
    hash: hashKey(key),
    project,
    kind,
    scopes: kind === 'secret' ? scopes : [],
    source: 'created',
    origins: null,
  });
  await store.close();
  return key;
}

/** Another project of a collector, as its own people talk to it. */
export async function addProject(collector: TestCollector, project: string): Promise<CollectorClient> {
  const publicKey = await addKey(collector, { project, kind: 'public' });
  const secretKey = await addKey(collector, { project });
  return createCollectorClient({ url: collector.url, publicKey, secretKey });
}
