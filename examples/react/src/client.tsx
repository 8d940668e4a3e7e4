import { StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { connect, member } from './cx.ts';

const root = document.getElementById('app');
if (root) {
  const { collector = '', key = '' } = root.dataset;
  const cx = connect({ collector, key });
  cx.identify(member());
  hydrateRoot(
    root,
    <StrictMode>
      <App cx={cx} path={location.pathname} />
    </StrictMode>,
  );
}
