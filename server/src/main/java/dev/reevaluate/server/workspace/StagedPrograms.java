package dev.reevaluate.server.workspace;

import dev.reevaluate.server.evaluation.EvalType;
import dev.reevaluate.server.python.ProgramCheck;
import dev.reevaluate.server.python.PythonProgram;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The Python programs among the staged entries: of metrics, and of their triggers. */
@Component
class StagedPrograms {

    private final JdbcClient jdbc;
    private final ProgramCheck check;

    StagedPrograms(JdbcClient jdbc, ProgramCheck check) {
        this.jdbc = jdbc;
        this.check = check;
    }

    /** Has their syntax checked once they are loaded; nobody waits for that, and nothing fails by it. */
    void checkOnceCommitted() {
        List<PythonProgram> programs = programs();
        if (programs.isEmpty()) {
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                check.start(programs);
            }
        });
    }

    private List<PythonProgram> programs() {
        return jdbc.sql("""
                        select m.id, m.name, program.eval_type, program.source, p.organization_id
                        from staged s
                        join metric m on m.id = s.id
                        join project p on p.id = m.project_id
                        cross join lateral (values (m.kind, m.custom_code, m.eval_type),
                                                   (m.trigger_kind, m.trigger_text, null))
                                           as program (kind, source, eval_type)
                        where s.section = 'metrics' and program.kind = 'custom_code' and program.source is not null
                        order by m.id, program.eval_type nulls first
                        """)
                .query((row, n) -> {
                    String evalType = row.getString("eval_type");
                    return new PythonProgram(
                            row.getLong("id"),
                            row.getString("name"),
                            row.getString("source"),
                            evalType == null ? null : EvalType.of(evalType),
                            row.getLong("organization_id"));
                })
                .list();
    }
}
