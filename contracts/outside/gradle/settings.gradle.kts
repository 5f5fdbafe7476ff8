rootProject.name = "caller"
