import type { KeptParcel, Parcels } from './parcels.ts';

const store = 'parcels';

/**
 * Keeps parcels in a database of IndexedDB. It is open for one transaction at a time, so that no tab stands in the way of
 * another that deletes it. Rejects where the browser refuses, and may take for ever.
 */
export function indexedParcels(name: string): Parcels {
  const transact = <T>(work: (parcels: IDBObjectStore) => IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onerror = reject;
      opening.onupgradeneeded = () => opening.result.createObjectStore(store);
      opening.onsuccess = () => {
        const database = opening.result;
        const transaction = database.transaction(store, 'readwrite');
        const request = work(transaction.objectStore(store));
        transaction.onabort = reject;
        transaction.oncomplete = () => resolve(request.result);
        // Only once the transaction is complete.
        database.close();
      };
    });
  return {
    all: () => transact<KeptParcel[]>((parcels) => parcels.getAll()),
    change: (id, change) =>
      transact((parcels) => {
        const request = parcels.get(id);
        request.onsuccess = () => {
          const changed = change(request.result ?? null);
          if (changed) parcels.put(changed, id);
          else parcels.delete(id);
        };
        return request;
      }),
  };
}
