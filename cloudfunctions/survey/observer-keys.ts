import type { observerContract } from '../contract/observer';
import { ensure } from '../core/domain-error';
import { OBSERVER } from '../core/people/role-sets';
import { HOLDERS } from '../core/survey/closing-key';
import type { Survey } from '../core/survey/survey';
import { ensureTellsNobody } from '../hall/gate';
import { fingerprintOf } from '../platform/ballots/credential-keys';
import { currentKeys, isObserverKey, observerKeys } from '../platform/ballots/observer-keys';
import type { Handler } from '../platform/call/dispatch';
import { surveys } from '../platform/database/collections';
import { _, find, put, remove } from '../platform/database/store';
import { templateIds } from '../platform/weixin/templates';

/** What observers see of the closing key: whose keys are registered, and how far each opening is. Three round trips. */
export const closingKeys: Handler<(typeof observerContract)['survey.closingKeys']> = {
  may: OBSERVER,
  async run(_input, { caller }) {
    const { _id } = await caller.boundPerson();
    const [keys, sealed] = await Promise.all([
      currentKeys(),
      find(
        surveys,
        { areRatingsSealed: true, state: _.in(['open', 'closing', 'sealed']) },
        { order: [['sessionNumber', 'desc']], limit: 20 },
      ),
    ]);
    return {
      keys: keys.map(({ _id: owner, label, fingerprint }) => ({ label, fingerprint, isOwn: owner === _id })),
      templates: templateIds(),
      openings: sealed.map((survey) => openingView(survey, _id)),
    };
  },
};

/**
 * An observer registers the public half of a key made on the own machine; a new one takes the place of the own old one and
 * counts from the next opening on. Everybody reads its label.
 *
 * @throws DomainError closing_key_malformed, closing_keys_full, redaction_open
 */
export const registerClosingKey: Handler<(typeof observerContract)['survey.registerClosingKey']> = {
  may: OBSERVER,
  async run({ publicKey, label }, { caller, now }) {
    const { _id } = await caller.boundPerson();
    ensure(isObserverKey(publicKey), 'closing_key_malformed');
    const fingerprint = fingerprintOf(Buffer.from(publicKey, 'base64url'));
    const [keys] = await Promise.all([currentKeys(), ensureTellsNobody(label, 'label')]);
    const others = keys.filter((key) => key._id !== _id);
    ensure(!others.some((key) => key.fingerprint === fingerprint), 'closing_key_malformed');
    ensure(others.length < HOLDERS, 'closing_keys_full');
    await put(observerKeys, { _id, label, publicKey, fingerprint, at: now });
    return { fingerprint };
  },
};

/** Whoever hands the task on takes the own key back; surveys that are open keep the keys they opened with. */
export const withdrawClosingKey: Handler<(typeof observerContract)['survey.withdrawClosingKey']> = {
  may: OBSERVER,
  async run(_input, { caller }) {
    await remove(observerKeys, { _id: (await caller.boundPerson())._id });
    return {};
  },
};

/** How far the opening of a survey's ratings is, as one observer sees it. */
function openingView(survey: Survey, personId: string) {
  const { _id, sessionNumber, round, state, closesAt, closing, boxDigest, resultVersion } = survey;
  return {
    survey: _id,
    number: sessionNumber,
    round,
    state,
    closesAt,
    /** Of the whole box as it is now; empty before the seal. */
    boxDigest,
    version: resultVersion,
    holders: (closing?.holders ?? []).map(({ personId: holder, label, fingerprint }) => ({
      label,
      fingerprint,
      isOwn: holder === personId,
      digest: closing?.confirmations.find((word) => word.personId === holder)?.digest ?? '',
    })),
    isOpened: closing?.opened !== null,
    isVoid: closing?.opened?.isVoid ?? false,
  };
}
