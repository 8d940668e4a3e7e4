import { StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { App } from './app.tsx';
import { type Connection, connect } from './cx.ts';

/** The page at a path, as the server sends it. */
export function render(path: string, connection: Connection): string {
  return renderToString(
    <StrictMode>
      <App cx={connect(connection)} path={path} />
    </StrictMode>,
  );
}
