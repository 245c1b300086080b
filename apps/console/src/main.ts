import { runProcess } from '@ownerbot/runtime';
import { assemble } from './assemble';

void runProcess(() => assemble(process.env));
