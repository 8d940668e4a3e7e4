import type { Step } from '@milepost/sdk';
import type { SurveyState } from '@milepost/sdk/react';
import { useState } from 'react';

interface QuestionProps {
  step: Step;
  survey: SurveyState;
}

/** One step of a survey in the app's own clothes: what this program asks here is a choice or a text. */
export function Question({ step: { id, type, text, options, optional, last }, survey }: QuestionProps) {
  const [value, setValue] = useState('');
  const skips = optional && !value;
  return (
    <form
      className="question"
      onSubmit={(event) => {
        event.preventDefault();
        survey.answer(skips ? null : value);
      }}
    >
      {type === 'choice' ? (
        <fieldset>
          <legend>{text}</legend>
          {options?.map((option) => (
            <label key={option.id} className="option">
              <input type="radio" name={id} required onChange={() => setValue(option.id)} />
              {option.text}
            </label>
          ))}
        </fieldset>
      ) : (
        <>
          <label className="asked" htmlFor={id}>
            {text}
          </label>
          <textarea id={id} rows={3} value={value} onChange={({ target }) => setValue(target.value)} />
        </>
      )}
      <p className="actions">
        <button type="submit">{skips ? 'Skip' : last ? 'Send' : 'Next'}</button>
        <button type="button" className="quiet" onClick={() => survey.dismiss('later')}>
          Not now
        </button>
        {survey.delivery === 'kept' && <span role="status">Kept on this device until you are online.</span>}
      </p>
    </form>
  );
}
