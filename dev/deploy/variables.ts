import type { College } from '../college/college-file';
import type { Secrets } from './secrets';

/** Address of the HTTP functions on the college's own domain; empty without one. */
export const httpBase = ({ domains, routePrefix }: College): string =>
  domains.request && `https://${domains.request}${routePrefix}`;

/** What a template has whose fields need not be written (docs/deploy.md, step 6). */
const USUAL = { subject: 'thing1', time: 'time2', place: 'thing3', note: 'thing4' } as const;
const FIELDS = ['subject', 'time', 'place', 'note'] as const;

/** Templates in their shortest form: the variables of a function have few bytes. */
const shortTemplates = ({ templates }: College): College['templates'] =>
  Object.fromEntries(
    Object.entries(templates).map(([kind, written]) => {
      const isUsual =
        typeof written !== 'string' && FIELDS.every((field) => written.fields[field] === USUAL[field]);
      return [kind, isUsual ? written.id : written];
    }),
  );

/**
 * Every variable that functions may read, by name. Values of the college reach the functions this way and not by a
 * generated module, so that one bundle, the tested one, is the same bytes for every college, and a changed template
 * needs no new code.
 */
export const allVariables = (college: College, secrets: Secrets): Record<string, string> => ({
  TCB_ENV: college.envId,
  MESSAGE_TEMPLATES: JSON.stringify(shortTemplates(college)),
  MEMBERS_ONLY: college.membersOnly ? '1' : '',
  MINIPROGRAM_STATE: college.messagesOpen === 'formal' ? '' : college.messagesOpen,
  MP_APP_ID: college.appId,
  MP_APP_SECRET: secrets.MP_APP_SECRET,
  OA_APP_ID: college.officialAccount?.appId ?? '',
  OA_APP_SECRET: college.officialAccount ? secrets.OA_APP_SECRET : '',
  OA_THUMB_MEDIA_ID: college.officialAccount?.coverMediaId ?? '',
  HTTP_BASE_URL: httpBase(college),
  COLLEGE_NAME: college.name,
  // Phones read the key of the passes from the portal, without an account.
  PASSES: httpBase(college) && college.portal ? '1' : '',
  SCAN_CHECK: college.scanCheck ? `${college.scanCheck.file}:${college.scanCheck.text}` : '',
  HALL_NETWORKS: college.hallNetworks.join(' '),
  CASE_SECRET: secrets.CASE_SECRET,
  VOICE_SECRET: secrets.VOICE_SECRET,
});

/** Variables that a college with exits of its own sets in the console; a deployment leaves them as they are. */
export const SET_BY_HAND: readonly string[] = ['BALLOT_URL', 'REMARK_URL', 'WEIXIN_API_URL'];

/** Of all variables those that this bundle reads: a function is not given a secret that it has no use for. */
export const variablesOf = (bundle: string, all: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(all).filter(
      ([name, value]) => value !== '' && new RegExp(`process\\.env\\.${name}\\b`).test(bundle),
    ),
  );
