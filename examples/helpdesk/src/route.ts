import { useEffect, useState } from 'preact/hooks';

const readHash = () => decodeURIComponent(location.hash.slice(1));

/** The ticket named in the address (`#T-2318`), so that the browser's back button and bookmarks work. */
export function useTicketInAddress(): string {
  const [id, setId] = useState(readHash);
  useEffect(() => {
    const read = () => setId(readHash());
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  return id;
}
