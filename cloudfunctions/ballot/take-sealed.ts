import type { z } from 'zod';
import type { EnvelopeKind } from '../../miniprogram/shared/envelope';
import type { EnvelopeRequest } from '../contract/envelope';
import { openEnvelope } from './envelope';
import { type OpenPaper, surveyPaper } from './paper';

/** What a box answers before it is sealed. `receipt`: of a ballot that is counted. */
interface Taken<A extends string> {
  answer: A;
  receipt?: string;
}

/** What a box does with what lay in an envelope. */
interface Taking<R, A extends string> {
  kind: EnvelopeKind;
  request: z.ZodType<R>;
  /** `wasRead`: a round trip is spent already. */
  take(inside: R, paper: OpenPaper, wasRead: boolean): Promise<Taken<A>>;
}

/** An answer that whoever carries it cannot read, or, where no envelope could be opened, one in plain words. */
type Reply<A extends string> =
  | { reply: string }
  | { answer: A | 'malformed' | 'survey_unknown' | 'survey_closed' };

/** Opens an envelope, lets the box take what is inside, and seals what it says. */
export async function takeSealed<R extends { survey: string }, A extends string>(
  { survey, envelope }: EnvelopeRequest,
  { kind, request, take }: Taking<R, A>,
): Promise<Reply<A>> {
  const { paper, wasRead } = await surveyPaper(survey);
  if (paper.state === 'unknown') return { answer: 'survey_unknown' };
  if (paper.state === 'closed') return { answer: 'survey_closed' };
  const opened = openEnvelope({ kind, survey, ...paper.envelope }, envelope);
  if (!opened) return { answer: 'malformed' };
  const inside = request.safeParse(readJson(opened.text));
  const taken =
    inside.success && inside.data.survey === survey
      ? await take(inside.data, paper, wasRead)
      : { answer: 'malformed' };
  return { reply: opened.seal(JSON.stringify(taken)) };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // sealed by no phone of ours; answered as malformed
  }
}
