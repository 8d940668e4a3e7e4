import { createCx } from '@milepost/sdk';
import { CxProvider, Survey, useCx, useSurvey, useTrigger } from '@milepost/sdk/react';

/** Never run: the type checker proves that only what the program declares compiles, in every way to ask. */
export function OnlyWhatTheProgramDeclares() {
  const cx = useCx();
  void cx.explain('plan_viewed');
  // @ts-expect-error: misspelt
  void cx.explain('plan_veiwed');

  const finished = useTrigger('setup_finished');
  void finished();
  void finished({ guided: true });
  // @ts-expect-error: not a truth value
  void finished({ guided: 'yes' });
  // @ts-expect-error: an event is no fact
  const wrong = <button type="button" onClick={finished} />;
  // @ts-expect-error: misspelt
  useTrigger('setup_finnished');

  useSurvey('plan_viewed');
  useSurvey('plan_viewed', { plan: 'team' });
  // @ts-expect-error: misspelt
  useSurvey('plan_veiwed');
  // @ts-expect-error: no such plan
  useSurvey('plan_viewed', { plan: 'gold' });

  return (
    <>
      {wrong}
      <Survey touchpoint="guide_read" facts={{ guide: 'domains' }} onOutcome={({ status }) => void status} />
      {/* @ts-expect-error: misspelt */}
      <Survey touchpoint="guide_raed" />
      {/* @ts-expect-error: no such guide */}
      <Survey touchpoint="guide_read" facts={{ guide: 'billing' }} />
    </>
  );
}

/** An app may name what it knows where it uses it, instead of registering it; a provider takes any client. */
export function WithoutRegister() {
  const options = { collector: 'https://cx.example.com', key: 'mp_pub_0123456789abcdef' };
  const cx = useCx<'ticket_closed', { ticket_closed: { ticketId: string } }>();
  void cx.trigger('ticket_closed', { ticketId: 'T-42' });
  // @ts-expect-error: misspelt
  void cx.trigger('ticket_cosed');
  // @ts-expect-error: no such fact
  void cx.trigger('ticket_closed', { queue: 'billing' });
  return (
    <>
      <CxProvider client={createCx(options)} />
      <CxProvider client={createCx<'ticket_closed'>(options)} />
      {/* @ts-expect-error: no client */}
      <CxProvider />
    </>
  );
}
