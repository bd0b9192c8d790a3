import { sessionContract } from '../contract/session';
import { serve } from '../platform/call/dispatch';
import { sessionArticles } from './articles';
import { attachSessionArticle, detachSessionArticle } from './attach-article';
import { callOffSession } from './call-off';
import { planSession } from './create';
import { desk } from './desk';
import { getDraw } from './draw';
import { findPeople } from './find-people';
import { getSession } from './get';
import { home } from './home';
import { listSessions } from './list';
import { proposeSession } from './propose';
import { publishSessionPreview } from './publish-preview';
import { pushDraft } from './push-draft';
import { rescheduleSession } from './reschedule';
import { saveSession } from './save';

export const main = serve(sessionContract, {
  'session.home': home,
  'session.get': getSession,
  'session.draw': getDraw,
  'session.list': listSessions,
  'session.propose': proposeSession,
  'session.findPeople': findPeople,
  'session.desk': desk,
  'session.create': planSession,
  'session.save': saveSession,
  'session.reschedule': rescheduleSession,
  'session.callOff': callOffSession,
  'session.publishPreview': publishSessionPreview,
  'session.pushDraft': pushDraft,
  'session.articles': sessionArticles,
  'session.attachArticle': attachSessionArticle,
  'session.detachArticle': detachSessionArticle,
});
