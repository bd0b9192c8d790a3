import { CallError } from './call-error';
import { ask } from './client';
import type { Output } from './dto';

export type Topics = Output<'case.topics'>['topics'];

/**
 * Topics of cases, the retired ones too; the categories that come with them are learned on the way. Where they cannot be
 * had there are none: nobody has to choose one.
 */
export async function caseTopics(): Promise<Topics> {
  try {
    return (await ask('case.topics', {})).data.topics;
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return [];
  }
}
