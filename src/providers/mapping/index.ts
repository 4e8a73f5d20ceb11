/** The language in which a mapping says how the cells of a row become a record: shared by every provider that is told so. */
export { askedColumns } from './asked-columns.ts';
export { compileCondition, compileRecord, type ReadRecord, type RowRecord } from './compile-record.ts';
export { compileValue } from './compile-value.ts';
export { PlainField } from './field-schema.ts';
export { KIND_SPECS, type KindSpec } from './kind-fields.ts';
export {
  Condition as RowCondition,
  mappingDefaults,
  rowMapping,
  type MappingDefaults,
  type RowMapping,
} from './record-mapping.ts';
export { createPageBuilder, type PageBuilder } from './page-builder.ts';
export { cellsFromKey, keyColumns, keyFromCells } from './record-keys.ts';
export { UnreadableCell, type Columns, type Read, type Row } from './row.ts';
export { badMapping } from './source.ts';
export { strictObject } from './strict-object.ts';
