import { createContext, type MouseEvent, type ReactNode, useContext, useSyncExternalStore } from 'react';

/** The path of the page that is rendered first, on the server and when its page is taken over. */
const FirstPath = createContext('/');
export const RouteProvider = FirstPath.Provider;

function subscribe(listener: () => void): () => void {
  addEventListener('popstate', listener);
  return () => removeEventListener('popstate', listener);
}

/** The path that the person is on. */
export function useRoute(): string {
  const first = useContext(FirstPath);
  return useSyncExternalStore(
    subscribe,
    () => location.pathname,
    () => first,
  );
}

interface LinkProps {
  to: string;
  children: ReactNode;
}

/** A link that changes the view without loading the page; opened in a new tab it is a link like any other. */
export function Link({ to, children }: LinkProps) {
  const here = useRoute() === to;
  const go = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  };
  return (
    <a href={to} onClick={go} aria-current={here ? 'page' : undefined}>
      {children}
    </a>
  );
}
