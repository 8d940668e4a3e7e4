import { createCx } from '/sdk/index.js';

const { collector, key } = document.documentElement.dataset;
// Driven browsers are not asked unless a page allows it. The browser tests drive this one; leave it out of yours.
const cx = createCx({ collector, key, allowAutomation: true });

document.querySelector('button').addEventListener('click', () => {
  document.querySelector('[role=status]').textContent = 'Exported.';
  void cx.trigger('report_exported', { format: 'pdf' });
});
