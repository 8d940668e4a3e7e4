import type { Parcel } from './parcel.ts';

/** A parcel as the device keeps it. */
export interface KeptParcel extends Parcel {
  /** The collector has it as it is: this is the person's copy. */
  stored?: true;
}

/** What becomes of a parcel on the device. Null when there is none, or is to be none any more. */
type Change = (found: KeptParcel | null) => KeptParcel | null;

export const isSame = (a: Parcel | null | undefined, b: Parcel | null | undefined) =>
  JSON.stringify(a?.response) === JSON.stringify(b?.response);

/** A state with those answers of another that are later: another tab may have withdrawn some. */
export function merged({ person, response }: Parcel, other: Parcel | null): Parcel {
  const answers = response.answers?.map(
    (answer) =>
      other?.response.answers?.find(
        ({ question, at }) => question === answer.question && `${at}` > `${answer.at}`,
      ) ?? answer,
  );
  return { person, response: { ...response, ...(answers && { answers }) } };
}

/** Where parcels are kept on the device, one a response. */
export interface Parcels {
  all(): Promise<KeptParcel[]>;
  /** Changes the parcel of a response, in one go: what another tab does to it comes wholly before or wholly after. */
  change(id: string, change: Change): Promise<unknown>;
}
