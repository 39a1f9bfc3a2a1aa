// The runner of vitest for Stryker, which sees only tests: a test file that cannot even be loaded is noticed too.
import { PluginKind, declareFactoryPlugin } from '@stryker-mutator/api/plugin';
import { TestStatus } from '@stryker-mutator/api/test-runner';

const folder = new URL('./node_modules/@stryker-mutator/vitest-runner/dist/src/', import.meta.url);
const { VitestTestRunner } = await import(new URL('vitest-test-runner.js', folder).href);
export const { strykerValidationSchema } = await import(new URL('index.js', folder).href);

class LoadingRunner extends VitestTestRunner {
  async run(options) {
    const result = await super.run(options);
    if (result.tests === undefined || result.tests.some(({ status }) => status === TestStatus.Failed)) return result;
    const broken = this.ctx.state.getFiles().find((file) => file.result?.errors?.length > 0);
    if (broken === undefined) return result;
    const [{ message }] = broken.result.errors;
    const failed = { id: broken.name, name: broken.name, status: TestStatus.Failed, failureMessage: message, timeSpentMs: 0 };
    return { ...result, tests: [...result.tests, failed] };
  }
}

const create = (options, log, namespace) => new LoadingRunner(options, log, namespace);
create.inject = ['options', 'logger', 'namespace'];
const factory = (injector) => injector.provideValue('namespace', '__stryker__').injectFunction(create);
factory.inject = ['$injector'];

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'vitest', factory)];
