import type { MessageKind } from '../shared/labels';
import { CallError } from './call-error';
import { command } from './client';

/** One sheet of WeChat shows five templates at most. */
const MOST = 5;

export type ConsentOutcome = 'accepted' | 'rejected' | 'unavailable';

/**
 * Asks for one message of each kind. Must be called straight from a tap, before anything is awaited, or WeChat refuses
 * to show the sheet; therefore the templates are handed in. One accept is one credit for one message.
 *
 * @returns 'unavailable' where the college has no template for these kinds or the sheet could not be shown
 */
export async function askConsent(
  kinds: readonly MessageKind[],
  templates: Readonly<Record<string, string>>,
): Promise<ConsentOutcome> {
  const byTemplate = new Map<string, MessageKind>();
  for (const kind of kinds) {
    const template = templates[kind];
    if (template && byTemplate.size < MOST && !byTemplate.has(template)) byTemplate.set(template, kind);
  }
  if (byTemplate.size === 0) return 'unavailable';
  let answers: Record<string, unknown>;
  try {
    answers = { ...(await wx.requestSubscribeMessage({ tmplIds: [...byTemplate.keys()] })) };
  } catch {
    // The main switch is off or the app went to the background: nothing was decided, the inbox still gets everything.
    return 'unavailable';
  }
  const accepted: MessageKind[] = [];
  const rejected: MessageKind[] = [];
  for (const [template, kind] of byTemplate) {
    const answer = answers[template];
    if (typeof answer === 'string' && answer.startsWith('accept')) accepted.push(kind);
    else if (answer === 'reject' || answer === 'ban') rejected.push(kind);
  }
  try {
    await command('account.consent', { accepted, rejected });
  } catch (error) {
    // Without a network the credit is not noted; whoever taps for something else is not held up by that.
    if (error instanceof CallError && error.isCut) return 'unavailable';
    throw error;
  }
  return accepted.length > 0 ? 'accepted' : 'rejected';
}
