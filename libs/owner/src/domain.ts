import path from 'node:path';
import type { Domain } from '@ownerbot/conversation';
import { adviceBrief } from './advice/brief/advice-brief.tool';
import { adviceBriefPresenter } from './advice/brief/presenter';
import { adviceMemo } from './advice/memo/advice-memo.tool';
import { adviceMemoPresenter } from './advice/memo/presenter';
import { ownerPlaybooks } from './advice/playbooks/owner-playbooks';
import { ownerCatalogue } from './catalogue/owner-catalogue';
import { templateBook } from './catalogue/template-book';
import { help, panels } from './panels/panels';
import { withPictures } from './pictures/with-pictures';
import { ownerPlanner } from './planner/owner-planner';
import { errorOffers } from './replies/error-offers';
import { presentError } from './replies/present-error';
import { withNamedRows } from './replies/named-rows';
import { withRawViews } from './replies/raw-views';
import { callbacks, factKeys } from './routes/callbacks';
import { isApproval } from './intents/dialogue-acts';
import { commands } from './routes/commands';
import { routeConfidence, routeText } from './routes/text/route-text';
import { ownerActions } from './tools/owner-actions';
import { ownerTools } from './tools/owner-tools';
import { presenters } from './tools/presenters';

/** Folder of the owner's texts. */
export const ownerTexts = path.join(__dirname, '..', 'i18n');

/** The owner of a shop: figures and orders today, changes and reports later. */
export const ownerDomain: Domain = {
  name: 'owner',
  // The brief and the memo of an advice are run like any tool, and stand in no list of them.
  tools: [...ownerTools, adviceBrief, adviceMemo],
  presenters: withNamedRows(withRawViews(withPictures({ ...presenters, [adviceBrief.name]: adviceBriefPresenter, [adviceMemo.name]: adviceMemoPresenter }))),
  actions: ownerActions,
  commands,
  callbacks,
  panels,
  routeText,
  routeConfidence,
  isApprovalWord: isApproval,
  templates: () => {
    // Checked with the templates, whose ids they hold.
    ownerPlaybooks();
    return templateBook(ownerCatalogue());
  },
  help,
  presentError,
  errorOffers,
  planner: ownerPlanner,
  messages: ownerTexts,
  factKeys,
};
