import { runProcess } from '@ownerbot/runtime';
import { assemble } from './assemble';
import { botCommands } from './bot-commands';

void runProcess(() => assemble(process.env, botCommands()));
