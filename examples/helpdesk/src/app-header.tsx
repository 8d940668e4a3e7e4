import type { Customer } from './customer.ts';

interface Props {
  customer: Customer;
  onFeedback: () => void;
  onAnotherCustomer: () => void;
}

export function AppHeader({ customer, onFeedback, onAnotherCustomer }: Props) {
  return (
    <header class="app-header">
      <p class="brand">
        <svg viewBox="0 0 16 16" width="20" height="20" aria-hidden="true">
          <rect width="16" height="16" rx="4" />
          <path d="M4.5 11.5v-7l7 7v-7" />
        </svg>
        Northwind Desk
      </p>
      <button type="button" class="link" onClick={onFeedback}>
        Give feedback
      </button>
      <p class="signed-in">
        {customer.name} <span class="company">{customer.company}</span>
      </p>
      <button type="button" class="link another" onClick={onAnotherCustomer}>
        Start as another customer
      </button>
    </header>
  );
}
