import type { CaseCommand } from '../core/case/command';
import { checkPublicWords, lookForAbuse } from './text-check';

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
    case 'judgeLeaver':
    case 'merge':
    case 'unpublish':
    case 'correctPrivacy':
    case 'revealAsker':
      return { field: 'reason', words: [command.reason] };
    default:
      return { field: 'text', words: [] };
  }
}

/**
 * Looks at what staff write before it is written. Their names stand under it, and an answer has been read by a head, so
 * only plain abuse is refused; what everybody will read the platform must carry as well (docs/decisions.md). One round
 * trip to publish, none otherwise.
 *
 * @throws DomainError content_refused
 */
export async function checkStaffWords(command: CaseCommand, openid: string): Promise<void> {
  const { field, words } = wordsOf(command);
  const text = words.filter(Boolean).join('\n');
  if (text === '') return;
  if (command.do === 'publish') await checkPublicWords(text, openid, field);
  else lookForAbuse(text, field);
}
