import { useSurvey } from '@milepost/sdk/react';
import { Question } from './question.tsx';

const usage = [
  { what: 'Sites', used: '2', included: '5' },
  { what: 'Members', used: '4', included: '10' },
  { what: 'Traffic this month', used: '38 GB', included: '200 GB' },
  { what: 'Build minutes', used: '412', included: '1,000' },
] as const;

/** A page with a question of its own making: the survey is Milepost's, every pixel is the app's. */
export function Plan() {
  const survey = useSurvey('plan_viewed', { plan: 'team' });
  return (
    <>
      <h1>Team plan</h1>
      <p>€18 a month, until 1 March.</p>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">In the plan</th>
              <th scope="col">Used</th>
              <th scope="col">Included</th>
            </tr>
          </thead>
          <tbody>
            {usage.map(({ what, used, included }) => (
              <tr key={what}>
                <td>{what}</td>
                <td>{used}</td>
                <td>{included}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {survey.current && <Question key={survey.current.id} step={survey.current} survey={survey} />}
    </>
  );
}
