import { render } from 'preact';
import { App } from './app.tsx';
import { currentCustomer, personOf } from './customer.ts';
import { connect } from './cx.ts';

const guest = currentCustomer();
const connected = connect(personOf(guest));
const root = document.getElementById('app');
if (root) render(<App connected={connected} guest={guest} />, root);
