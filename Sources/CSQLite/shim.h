#include <sqlite3.h>

// Text that SQLite copies: the constant is a cast that Swift can't see.
static inline int graphbook_bind_text(sqlite3_stmt *statement, int place, const char *text, int byteCount) {
    return sqlite3_bind_text(statement, place, text, byteCount, SQLITE_TRANSIENT);
}

// "name" is a column, and an error where there is none; not a text. Functions with a variable number of arguments can't
// be called from Swift.
static inline int graphbook_refuse_quoted_texts(sqlite3 *connection) {
    int status = sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DML, 0, (int *)0);
    return status ? status : sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)0);
}
