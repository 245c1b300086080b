import { startChatList } from './chat/chat-list.js';
import { startComposer } from './chat/composer.js';
import { startMessages } from './chat/messages.js';
import { startRoomHeader } from './chat/room-header.js';
import { startSis } from './data/sis.js';
import { listen } from './data/sync.js';
import { startPanel } from './panel/panel.js';
import { setLanguage, savedLanguage } from '../i18n.js';

setLanguage(savedLanguage());
startChatList();
startRoomHeader();
startMessages();
startComposer();
startPanel();
startSis();
listen();
