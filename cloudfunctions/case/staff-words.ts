import type { CaseCommand } from '../core/case/command';
import { checkWords } from './text-check';

/** What of a command others than staff will read: the asker in the timeline, or everybody. */
function wordsOf(command: CaseCommand): { field: 'text' | 'reason'; words: string[] } {
  switch (command.do) {
    case 'draftReply':
    case 'note':
    case 'fulfil':
    case 'askMore':
    case 'handBack':
    case 'endSupervision':
      return { field: 'text', words: [command.text] };
    case 'publish':
      return { field: 'text', words: [command.title, command.text, command.reply] };
    case 'decline':
    case 'changeClass':
    case 'assign':
    case 'askExtension':
    case 'judgeReturn':
    case 'judgeExtension':
    case 'merge':
    case 'unpublish':
    case 'revealAsker':
      return { field: 'reason', words: [command.reason] };
    default:
      return { field: 'text', words: [] };
  }
}

/**
 * Looks at what staff write for the asker or for everybody, before it is written. What the check is sure of is refused;
 * where it is unsure or does not answer the text goes on, because its author is known, an answer has been read by a
 * head, and the clock is running (docs/decisions.md). One round trip, none without words.
 *
 * @throws DomainError content_refused
 */
export async function checkStaffWords(command: CaseCommand, openid: string): Promise<void> {
  const { field, words } = wordsOf(command);
  const text = words.filter(Boolean).join('\n');
  if (text !== '') await checkWords(text, openid, field);
}
