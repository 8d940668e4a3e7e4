import { useTrigger } from '@milepost/sdk/react';
import { Link } from './route.tsx';

const steps = [
  { id: 'name', title: 'Name the site', hint: 'Visitors see it in the tab of their browser.' },
  {
    id: 'domain',
    title: 'Connect a domain',
    hint: 'Two records at your registrar, and an hour of patience.',
  },
  { id: 'team', title: 'Invite your team', hint: 'Everybody you invite can publish.' },
] as const;

interface SetUpProps {
  done: ReadonlySet<string>;
  onChange: (done: ReadonlySet<string>) => void;
  /** The guide was opened on the way. */
  guided: boolean;
}

/** A task, and a question when it is done. */
export function SetUp({ done, onChange, guided }: SetUpProps) {
  const finished = useTrigger('setup_finished');
  const check = (id: string, checked: boolean) => {
    const next = new Set([...done].filter((one) => one !== id).concat(checked ? id : []));
    onChange(next);
    if (checked && next.size === steps.length) void finished({ guided });
  };
  return (
    <>
      <h1>Set up fernhill.example</h1>
      <p role="status">
        {done.size === steps.length
          ? 'All set. Your site is ready to publish.'
          : `${done.size} of ${steps.length} done.`}
      </p>
      <ul className="steps">
        {steps.map(({ id, title, hint }) => (
          <li key={id}>
            <label>
              <input
                type="checkbox"
                checked={done.has(id)}
                onChange={({ target }) => check(id, target.checked)}
              />
              {title}
            </label>
            <p>
              {hint} {id === 'domain' && <Link to="/guides/domains">How to connect a domain</Link>}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
