import type { caseContract } from '../contract/case';
import type { Context, Handlers } from '../platform/call/dispatch';
import { applyCommand } from './apply-command';
import { countTry } from './numbering';
import { keepAskersPictures } from './pictures';
import { checkWords } from './text-check';

/** By receipt code nobody is known, and nothing that is kept may know them. */
const remembers = ({ caseId }: { caseId?: string | undefined }) =>
  caseId === undefined ? 'without_account' : 'by_account';

/** Reasons are read by staff; without an account only the local list is asked. @throws DomainError content_refused */
async function checkOwn(reason: string, caseId: string | undefined, { caller }: Context): Promise<void> {
  if (reason !== '') await checkWords(reason, caseId === undefined ? null : caller.openid, 'reason');
}

/** What the asker does, by account or by receipt code. Who may is decided on the case: it must be the caller's own. */
export const askerCommands = {
  'case.answer': {
    may: 'anyone',
    remembers,
    async run({ caseId, receiptCode, text, pictures }, context) {
      const isKnown = caseId !== undefined;
      // A receipt code is counted when it is read.
      if (isKnown) await countTry(context.caller.openid, context.now, 'answer');
      // What is doubtful is not held back here: only staff read it, and they are who would look at it anyway.
      const [kept] = await Promise.all([
        keepAskersPictures(pictures, context.now),
        checkWords(text, isKnown ? context.caller.openid : null),
      ]);
      return applyCommand({ caseId, receiptCode }, { do: 'answer', text, pictures: kept }, context);
    },
  },
  'case.judge': {
    may: 'anyone',
    remembers,
    async run({ caseId, receiptCode, isSolved, reason, satisfaction }, context) {
      await checkOwn(reason, caseId, context);
      return applyCommand({ caseId, receiptCode }, { do: 'judge', isSolved, reason, satisfaction }, context);
    },
  },
  'case.withdraw': {
    may: 'anyone',
    remembers,
    async run({ caseId, receiptCode, reason }, context) {
      await checkOwn(reason, caseId, context);
      return applyCommand({ caseId, receiptCode }, { do: 'withdraw', reason }, context);
    },
  },
  'case.allowName': {
    may: 'bound',
    run: ({ caseId, isAllowed }, context) =>
      applyCommand({ caseId }, { do: 'allowName', isAllowed }, context),
  },
} satisfies Partial<Handlers<typeof caseContract>>;
