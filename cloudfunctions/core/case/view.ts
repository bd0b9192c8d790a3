import type { CaseView, TimelineEntry } from '../../contract/case';
import { dayOf, isGuessed } from '../rules/calendar';
import type { RulesNow } from '../rules/case-rules';
import { askedReturn, type Case, type CaseEvent } from './case';
import type { CaseActor } from './command';
import { returnUntil } from './department';
import { actionsOf, mayKnowAsker, type Viewer } from './identity';
import { publicCase } from './public-state';
import { publicProgress } from './public-words';
import { rowOf } from './row';

/** What is read beside the case before it can be shown. */
export interface ViewFacts {
  viewer: Viewer;
  actors: readonly CaseActor[];
  now: number;
  rules: RulesNow;
  /** Temporary address of each picture that could be had, by cloud:// id. */
  urls: ReadonlyMap<string, string>;
  /** Roster entry of the asker; only read where the viewer may know. */
  asker: { name: string; unit: string } | null;
  /** What the case was merged into, where that has been read. */
  target: Pick<Case, 'isPublic' | 'published' | 'reply' | 'status'> | null;
  hasJoined: boolean;
  isFollowing: boolean;
}

const isStaff = (viewer: Viewer) => viewer === 'department' || viewer === 'office' || viewer === 'leader';
const INTERNAL = new Set<CaseEvent['what']>(['reply_drafted', 'reply_sent_back', 'note_asked']);
const FOR_ASKER_AND_OFFICE = new Set<CaseEvent['what']>(['identity_viewed', 'picture_refused']);
const NOT_PUBLIC = new Set<CaseEvent['what']>([
  ...INTERNAL,
  ...FOR_ASKER_AND_OFFICE,
  'answered_more',
  'asked_more',
  'name_allowed',
  'name_hidden',
  'withdrawn',
  'unpublished',
  'published',
  'topic_changed',
  'reminded',
  'supervision_ordered',
  'supervision_reported',
  'supervision_ended',
  'supervision_continued',
  'supervision_chased',
]);
/** What a leader and a department wrote to each other; the asker sees that it happened. */
const WITHOUT_TEXT = new Set<CaseEvent['what']>([
  'supervision_ordered',
  'supervision_reported',
  'supervision_continued',
]);

function isShown(event: CaseEvent, viewer: Viewer): boolean {
  if (viewer === 'public') return !NOT_PUBLIC.has(event.what);
  if (INTERNAL.has(event.what)) return isStaff(viewer);
  if (FOR_ASKER_AND_OFFICE.has(event.what))
    return viewer === 'asker' || viewer === 'office' || viewer === 'leader';
  return true;
}

/** The history as the viewer may read it, newest first. Original words never reach the public. */
function timelineOf(entity: Case, facts: Pick<ViewFacts, 'viewer' | 'urls'>): TimelineEntry[] {
  const { viewer, urls } = facts;
  const isPublic = viewer === 'public';
  return entity.history
    .filter((event) => isShown(event, viewer))
    .map((event) => ({
      at: event.at,
      what: event.what,
      actor: event.actor,
      actorName: isPublic ? '' : event.name,
      departmentId: event.departmentId,
      text: textFor(event, entity, viewer),
      dueAt: event.dueAt,
      lengthMs: event.lengthMs,
      pictures: isPublic ? [] : addresses(event.pictures.filter(isVisible(entity, viewer)), urls),
    }))
    .reverse();
}

/** Everybody reads why something was blacked out; of an answer they read the published words. */
function textFor({ what, text }: CaseEvent, { published }: Case, viewer: Viewer): string {
  if (viewer === 'public' && what === 'replied') return published?.reply ?? '';
  if (viewer === 'public') return what === 'privacy_corrected' ? text : '';
  return !isStaff(viewer) && WITHOUT_TEXT.has(what) ? '' : text;
}

const addresses = (fileIds: readonly string[], urls: ReadonlyMap<string, string>): string[] =>
  fileIds.flatMap((fileId) => urls.get(fileId) ?? []);

/** Unchecked pictures of the asker are seen by the asker and the office only. */
const isVisible = (entity: Case, viewer: Viewer) => (fileId: string) => {
  const own = entity.pictures.find((picture) => picture.fileId === fileId);
  return own === undefined || own.state === 'passed' || viewer === 'asker' || viewer === 'office';
};

/** Pictures the viewer may see. */
export function picturesFor(entity: Case, viewer: Viewer): string[] {
  if (viewer === 'public') return [];
  return [
    ...openingPictures(entity),
    ...(entity.reply?.pictures ?? []),
    ...(entity.draft?.pictures ?? []),
    ...entity.history.flatMap((event) => event.pictures),
  ].filter(isVisible(entity, viewer));
}

/** Those that came with the case; later ones stand in the timeline. */
function openingPictures(entity: Case): string[] {
  const later = new Set(entity.history.flatMap((event) => event.pictures));
  return entity.pictures.map(({ fileId }) => fileId).filter((fileId) => !later.has(fileId));
}

/** The answer to the other case, for whose own matter it answers too: in public words, for it was written to another. */
const sharedReply = (target: ViewFacts['target']): CaseView['reply'] =>
  target?.reply ? { ...target.reply, text: publicProgress(target), pictures: [] } : null;

/** Whoever called and stands in no roster. */
const callerOf = ({ callerName = '' }: Case) =>
  callerName === '' ? null : { name: callerName, unit: '不在名册' };

/** The case as this viewer may see it: one shape for all, with what is not theirs left out. */
export function viewOf(known: Case, facts: ViewFacts): CaseView {
  const entity = facts.viewer === 'public' ? publicCase(known) : known;
  const { viewer, urls, now, rules } = facts;
  const isPublic = viewer === 'public';
  const staff = isStaff(viewer);
  const forAskerAndOffice = viewer === 'asker' || viewer === 'office' || viewer === 'leader';
  const words = isPublic ? entity.published : null;
  const { reply, draft, commitment } = entity;
  const asker = facts.asker ?? callerOf(entity);
  const pending = askedReturn(entity);
  const department = facts.actors.find(({ departmentId }) => departmentId !== null)?.departmentId ?? null;
  return {
    ...rowOf(entity, now),
    isDueGuessed: entity.isDue && isGuessed(dayOf(entity.dueAt - 1), rules.breaks),
    viewer,
    topic: entity.topic ?? null,
    actions: actionsOf({ ...facts, entity: known }),
    title: words?.title ?? entity.title,
    text: isPublic ? (words?.text ?? '') : entity.text,
    place: isPublic ? '' : entity.place,
    pictures: isPublic ? [] : addresses(openingPictures(entity).filter(isVisible(entity, viewer)), urls),
    picturesInCheck: isPublic ? 0 : entity.pictures.filter(({ state }) => state !== 'passed').length,
    // Changed while a case is open, it would tell that it is.
    identity: isPublic ? 'hidden' : entity.identity,
    asker:
      mayKnowAsker(entity, viewer) && asker
        ? { name: asker.name, unit: asker.unit, phone: entity.phone }
        : null,
    isHeld: entity.isHeld,
    callSeconds: viewer === 'operator' ? (entity.callSeconds ?? null) : null,
    callBacks: isPublic
      ? []
      : (entity.callBacks ?? []).map(({ at, by, isSolved, satisfaction }) => ({
          at,
          by,
          isSolved,
          satisfaction: forAskerAndOffice || viewer === 'operator' ? satisfaction : null,
        })),
    leadId: entity.leadId,
    coIds: entity.coIds,
    handlerName: isPublic ? '' : entity.handlerName,
    timeline: timelineOf(entity, facts),
    reply: reply && {
      ...reply,
      text: isPublic ? (words?.reply ?? '') : reply.text,
      pictures: isPublic ? [] : addresses(reply.pictures, urls),
    },
    draft:
      staff && draft
        ? {
            text: draft.text,
            outcome: draft.outcome,
            promisedFor: draft.promisedFor,
            pictures: addresses(draft.pictures, urls),
            departmentId: draft.departmentId,
            at: draft.at,
            draftId: draft.draftId,
            authorName: draft.authorName,
            sentBack: draft.sentBack,
            hasStandIn: Boolean(draft.standIn),
          }
        : null,
    question: isPublic ? '' : (entity.pause?.question ?? ''),
    askedReturn:
      staff && pending
        ? { ground: pending.ground, text: pending.text, departmentId: pending.departmentId, at: pending.at }
        : null,
    askedExtension: isPublic ? null : entity.askedExtension,
    extensions: entity.extensions,
    returns: entity.returns.length,
    reopenings: entity.reopenings,
    returnUntil: viewer === 'department' ? returnUntil(entity, department, rules) : null,
    commitment: commitment && {
      text: isPublic ? (words?.reply ?? '') : commitment.text,
      dueAt: commitment.dueAt,
      state: commitment.state,
      doneAt: commitment.doneAt,
    },
    closing: entity.closing,
    satisfaction: forAskerAndOffice ? entity.satisfaction : null,
    mergedInto: entity.mergedInto && {
      ...entity.mergedInto,
      isPublic: facts.target?.isPublic ?? false,
      reply: isPublic ? null : sharedReply(facts.target),
    },
    supervisions: staff
      ? entity.supervisions.map(({ orderId, text, orderedBy, orderedAt, dueAt, state, report }) => ({
          orderId,
          text,
          orderedBy,
          orderedAt,
          dueAt,
          state,
          report,
        }))
      : [],
    identityViews: forAskerAndOffice ? entity.identityViews : [],
    isPublic: entity.isPublic,
    published: viewer === 'office' ? entity.published : null,
    hasJoined: facts.hasJoined,
    isFollowing: facts.isFollowing,
    version: entity.version,
  };
}
