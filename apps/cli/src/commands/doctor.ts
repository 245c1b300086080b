import { Command } from 'commander';
import { EXIT, systemClock } from '@ownerbot/runtime';
import { diagnose } from '../doctor/doctor';
import { renderFindings } from '../doctor/finding';
import { runCommand } from '../run-command';

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('look at everything that OwnerBot needs and say how to mend what is wrong; exit code 2 when something is')
    .option('--json', 'print the findings as JSON')
    .action((options: { json?: boolean }) =>
      runCommand(options, async ({ env, printer }) => {
        const findings = await diagnose(env, systemClock);
        const healthy = findings.every((finding) => finding.status !== 'error');
        printer.result({ healthy, findings }, () => renderFindings(findings));
        if (!healthy) process.exitCode = EXIT.environment;
      }),
    );
}
