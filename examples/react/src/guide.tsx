import { Survey } from '@milepost/sdk/react';

/** An article, and a question at its end, where it interrupts nobody. */
export function Guide() {
  return (
    <article>
      <h1>Connect a domain</h1>
      <p>
        Your site has an address of its own from the first minute: <code>fernhill.tern.example</code>. This is
        how your own domain leads there instead.
      </p>
      <h2>1. Add two records</h2>
      <p>At your registrar, open the DNS settings of the domain and add:</p>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Type</th>
              <th scope="col">Name</th>
              <th scope="col">Value</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <td>A</td>
              <td>@</td>
              <td>192.0.2.14</td>
            </tr>
            <tr>
              <td>CNAME</td>
              <td>www</td>
              <td>fernhill.tern.example</td>
            </tr>
          </tbody>
        </table>
      </div>
      <h2>2. Wait</h2>
      <p>
        Records travel slowly. Most domains are there within the hour; a few registrars take a day. Nothing is
        down in the meantime: the old address goes on working.
      </p>
      <h2>3. Check the certificate</h2>
      <p>
        As soon as the domain leads here we get a certificate for it and renew it from then on. A lock in the
        address bar tells you that it is there.
      </p>
      <Survey className="feedback" touchpoint="guide_read" facts={{ guide: 'domains' }} />
    </article>
  );
}
